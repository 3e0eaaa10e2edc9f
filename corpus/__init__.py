"""Collections: pairs in Parquet parts, and work on them by a distributed engine. An extra: `pip install 'yizhi[corpus]'`."""
