"""The only part that knows the order of the stages."""

from lvm_meet.pipeline.analysis import Pipeline

__all__ = ["Pipeline"]
