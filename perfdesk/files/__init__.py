"""The one place that reads form files and templates and knows where the program's own files lie."""
