"""Evidence of projects, as rows: what a file must be is tried elsewhere."""

from itertools import count

from projects import gate
from zone.models import Attachment

numbers = count(1)


def paper(project, by, name="现场照片.png") -> Attachment:
    """A file that was handed in with the project."""
    attachment = Attachment.objects.create(
        file=f"attachments/{next(numbers)}", name=name, content_type="image/png", size=9, sha256=f"{next(numbers):064d}", uploaded_by=by
    )
    project.attachments.add(attachment)
    return attachment


def papers(project, stage, by) -> dict[str, Attachment]:
    """All papers that the step to `stage` asks for."""
    return {need.name: paper(project, by) for need in gate.needs_of(project, stage) if need.place == gate.PAPER}
