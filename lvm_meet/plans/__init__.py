"""What was planned before the meeting: an agenda as text or Markdown, or an ICS invitation."""

from lvm_meet.plans.items import day_in, items_in
from lvm_meet.plans.read import read_plan

__all__ = ["day_in", "items_in", "read_plan"]
