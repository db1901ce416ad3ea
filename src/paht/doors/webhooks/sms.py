"""What the gateway of text messages says became of a message."""

import hmac
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from paht import clock
from paht.messages.gateway import HttpGateway, connected
from paht.messages.sms import reported

LARGEST = 64 * 1024


@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Take a report of delivery, as JSON or as a form. The answer is the same whether the message is known or not."""
    gateway = connected()
    described = gateway.report if isinstance(gateway, HttpGateway) else None
    if described is None:
        raise Http404
    given = request.headers.get(described.header, "")
    if not hmac.compare_digest(given.encode(), described.secret.encode()):
        return HttpResponse(status=403)
    try:
        answer = request.POST.dict() or json.loads(request.body[:LARGEST])
    except ValueError:
        return HttpResponse(status=400)
    reported(answer, report=described, at=clock.now())
    return HttpResponse(status=204)
