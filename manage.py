"""Django's own commands, for those who develop Samverkan. Others use bin/samverkan."""

import os
import sys

if __name__ == "__main__":
    from samverkan.web.database import point_at

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.web.settings")
    point_at("owner" if "migrate" in sys.argv[1:2] else "app")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
