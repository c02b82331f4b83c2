"""Forms drawn onto worksheets as units and other programs draw them, as files of every format."""
