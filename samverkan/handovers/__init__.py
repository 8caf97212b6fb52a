"""The handover when a pupil changes school (skollagen 3 kap. 12 j §), from draft until the new school takes over."""
