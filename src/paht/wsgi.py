"""The WSGI application that the web server runs."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from paht.installation.leash import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
# A worker whose server was killed would keep the port and go on answering.
die_with_parent(parent_pid=os.getppid(), signal_number=signal.SIGKILL)

application = get_wsgi_application()
