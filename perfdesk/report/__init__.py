"""One layout in millimetres, two drawers: PDF and workbook. Nothing else knows what a form looks like."""
