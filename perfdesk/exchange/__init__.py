"""Other programs' files: what people edited in workbooks comes back as forms."""
