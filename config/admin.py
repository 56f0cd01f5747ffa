"""What packages put into the back office and the house does without: roles come from config/roles.py, second factors from their owners."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

admin.site.unregister([Group, StaticDevice, TOTPDevice])
