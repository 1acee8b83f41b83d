"""The doors of signing in, by password, second step and single sign-on."""

from tests.doors.doors import FOUND, Door, Write, only_written
from tests.doors.visitors import NOBODY, SIGNED_IN

FREE = [Door(free=True, silent=False)]
# 404: the visitor has no second step.
OWN = FOUND | {200, 404}


def own():
    """Return the door of a page about the visitor's own account, which may ask for the password once more."""
    return [Door(readers=SIGNED_IN, ok=OWN)]


ACCOUNT_ROUTES = {
    "account_login": FREE,
    "account_logout": [only_written(post_only=True)],
    "mfa_authenticate": FREE,
    "mfa_login_webauthn": FREE,
    "openid_connect_login": FREE,
    "openid_connect_callback": FREE,
    "saml_acs": FREE,
    "saml_finish": FREE,
    "saml_metadata": FREE,
    "socialaccount_login_cancelled": FREE,
    "account_reauthenticate": own(),
    "mfa_reauthenticate": own(),
    "mfa_reauthenticate_webauthn": own(),
    "mfa_index": FREE,
    "mfa_required": own(),
    "mfa_activate_totp": own(),
    "mfa_deactivate_totp": own(),
    "mfa_add_webauthn": own(),
    "mfa_remove_webauthn": [
        Door(
            args=lambda w: [w.passkey.pk],
            free=True,
            silent=False,
            writes=(Write(NOBODY, body=lambda w: {}),),
        )
    ],
    "mfa_view_recovery_codes": own(),
    "mfa_generate_recovery_codes": own(),
}
