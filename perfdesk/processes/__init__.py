"""Worker processes: jobs that may break, hang or take long, without the program doing so."""
