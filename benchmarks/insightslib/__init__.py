"""What the conclusions and the style profile are measured with, one module per part."""
