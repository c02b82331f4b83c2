"""One layout in millimetres, two drawers: PDF and workbook. Only here is a form given its looks."""
