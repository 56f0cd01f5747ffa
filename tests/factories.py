"""Small records for tests, without surprises: nothing is made that the test does not name or need."""

from datetime import date

import factory
from django.contrib.auth.models import Group

from enterprises.models import Enterprise
from projects.models import Project, Stage
from zone.lib.textkey import match_key
from zone.models import Department, District, User


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("code",)

    code = "GXQ"
    name = "营口国家高新技术产业开发区"
    short_name = "高新区"


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"部门{n}")


class UserFactory(factory.django.DjangoModelFactory):
    """`UserFactory(roles=["econ"])` also grants the roles; the groups must exist (fixture `roles`)."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"人员{n}")

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        if extracted:
            self.groups.set(Group.objects.filter(name__in=extracted))


class EnterpriseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enterprise

    name = factory.Sequence(lambda n: f"营口测试{n}有限公司")
    name_key = factory.LazyAttribute(lambda o: match_key(o.name))
    district = factory.SubFactory(DistrictFactory)


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    kind = Project.Kind.TECH_UPGRADE
    name = factory.Sequence(lambda n: f"测试改造项目{n}")
    name_key = factory.LazyAttribute(lambda o: match_key(o.name))
    district = factory.SubFactory(DistrictFactory)
    stage = Stage.UNDER_CONSTRUCTION
    moved_on = date(2016, 6, 30)
