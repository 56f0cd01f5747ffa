"""Numbers over projects: pure functions of QuerySets and days; nothing here knows a request or asks the clock."""
