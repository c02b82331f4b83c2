"""The store (数据库): the unit's forms over the years, and all that was ever done to them."""
