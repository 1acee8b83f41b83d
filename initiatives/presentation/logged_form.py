"""What the forms that write to the log share: the version of the deadline that the person saw."""

from __future__ import annotations

from django import forms

TEXT = forms.Textarea(attrs={"rows": 4, "cols": 60})
SHORT_TEXT = forms.Textarea(attrs={"rows": 2, "cols": 60})


class LoggedForm(forms.Form):
    """A form that writes to the log. ``version`` is the deadline's as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def see_again(self, version: int) -> None:
        """Take the next save as made in knowledge of what stands now; what was typed stays."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]


class ConfirmForm(LoggedForm):
    """A button: the last report still holds."""
