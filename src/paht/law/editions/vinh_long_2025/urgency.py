"""What is urgent: the open list of kinds, and the fields in which they are found."""

from paht.law.casework.states import Field
from paht.law.editions.rows import Ground, UrgentSign

KINDS = (
    Ground(key="disaster", clause="VL.16.0", name="Thiên tai"),
    Ground(key="fire", clause="VL.16.0", name="Hỏa hoạn"),
    Ground(key="accident", clause="VL.16.0", name="Tai nạn"),
    Ground(key="theft", clause="VL.16.0", name="Trộm cướp"),
    Ground(key="danger", clause="VL.16.0", name="Gây mất an toàn, an ninh, trật tự địa bàn"),
    Ground(key="other", clause="VL.16.0", name="Trường hợp khẩn cấp khác"),
)

SIGNS = (
    UrgentSign(field=Field.FIRE, kind="fire", alone=True),
    UrgentSign(field=Field.SECURITY, kind="danger", alone=True),
    UrgentSign(field=Field.TRAFFIC, kind="accident"),
    UrgentSign(field=Field.LAND, kind="disaster"),
    UrgentSign(field=Field.DRAINAGE, kind="disaster"),
    UrgentSign(field=Field.TREES, kind="danger"),
    UrgentSign(field=Field.POWER, kind="danger"),
)
"""Fields by themselves raise the alarm where nearly everything in them is urgent; the others with the sender's tick."""
