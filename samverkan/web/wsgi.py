"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from samverkan.web.standing import refuse_unsafe_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.web.settings")
application = get_wsgi_application()
refuse_unsafe_server()
