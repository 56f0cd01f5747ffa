"""The demo office on 2016-07-05: the figures of the zone's own report of January 2016 and half a year of invented activity.

Nobody and nothing in it exists: people and firms bear heavenly stems and earthly branches (甲乙丙丁…, 子丑寅卯…) in their names.
It comes out the same wherever and whenever it is loaded. `loading.load` builds it; each other file holds one noun.
"""
