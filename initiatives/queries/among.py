"""The condition of the models' own, under the name that composed reads know it by."""

from initiatives.models.among import Among

__all__ = ["Among"]
