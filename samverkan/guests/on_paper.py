"""What the paper invitation says of the link and the code: one of them, and never both on the same paper."""

import io
from datetime import datetime
from uuid import UUID

import segno

from samverkan.guests import codes, links
from samverkan.guests.models import Way
from samverkan.guests.sending_codes import goes_by_text
from samverkan.meetings.invited import mailed, seat
from samverkan.paper import Block, Heading, Paragraph, Picture
from samverkan.people.models import Account
from samverkan.policy.acting import GUEST_ROLES

QR_ALT = "QR-kod som leder till inbjudan. Samma adress står i text under koden."
HEADING = "Svara på nätet"


def blocks(invitee: UUID, base: str, by: UUID, now: datetime) -> tuple[Block, ...]:
    """For one who gets the link by mail the code; for one without a mail address the link, as a QR code and in text.

    A paper that is lost or read by somebody else opens nothing: what is missing came another way.
    """
    found = seat(invitee)
    if found is None or not found.stands or found.role not in GUEST_ROLES or now >= found.starts_at:
        return ()
    if Account.objects.filter(person_id=found.person, is_active=True).exists():
        return ()
    if mailed([found.person]):
        code = codes.make(invitee, Way.PAPER, by=by, now=now)
        return (
            Heading(HEADING),
            Paragraph(f"Du får en länk i ett mejl. När du har öppnat den skriver du koden {code[:3]} {code[3:]}."),
            Paragraph("Koden fungerar en gång. Visa den inte för någon annan."),
        )
    address = f"{base.rstrip('/')}/gast/{links.on_paper(invitee, by=by, now=now)}"
    how = "i ett sms" if goes_by_text(found) else f"när du ringer {found.phone}"
    return (
        Heading(HEADING),
        Paragraph(f"Rikta mobilens kamera mot rutan, eller skriv adressen. Koden som du skriver sedan får du {how}."),
        Picture(svg=_qr(address), alt=QR_ALT, width_mm=32, caption=address),
    )


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, svgns=True, nl=False)
    return drawn.getvalue().decode()
