"""An independent reading of the model's equations on the all-median path; `../median_path.py` runs it."""
