"""An embedded store of analysed meetings: words, codes, conclusions and sums, never sound.

`library` opens one, adds and removes; `search`, `trends`, `comparing`, `following` and `targets`
ask it something. `store` knows the database (SQLite with FTS5, or PostgreSQL) and its transactions,
`schema` its migrations, `records` what is kept of an analysis, `masks` what is hidden. All that is
imported when it is used: SQLAlchemy takes half a second.
"""
