"""The addresses of signing in, under the names by which allauth looks for them."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from initiatives.web.saml.views import Consumer, Finish, Metadata
from initiatives.web.second_step import views
from initiatives.web.single_sign_on import Callback, ToProvider, back_to_sign_in
from initiatives.web.views.sign_in import SignIn, SignOut

# allauth asks for these addresses with the provider, of which an installation has one.
PROVIDER = {"provider_id": settings.SINGLE_SIGN_ON["provider"] if settings.SINGLE_SIGN_ON else "none"}

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-out/", SignOut.as_view(), name="account_logout"),
    path("sign-in/second-step/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", views.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/sso/", ToProvider.as_view(), PROVIDER, name="openid_connect_login"),
    path("sign-in/sso/callback/", Callback.as_view(), PROVIDER, name="openid_connect_callback"),
    path("sign-in/saml/acs/", Consumer.as_view(), name="saml_acs"),
    path("sign-in/saml/finish/", Finish.as_view(), name="saml_finish"),
    path("sign-in/saml/metadata/", Metadata.as_view(), name="saml_metadata"),
    path("sign-in/sso/cancelled/", back_to_sign_in, name="socialaccount_login_cancelled"),
    path("me/confirm/", views.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("me/confirm/code/", views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("me/confirm/passkey/", views.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("me/second-step/", views.ToMyPage.as_view(), name="mfa_index"),
    path("me/second-step/required/", views.Required.as_view(), name="mfa_required"),
    path("me/second-step/app/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("me/second-step/app/remove/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("me/second-step/passkeys/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("me/second-step/passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("me/second-step/codes/", views.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("me/second-step/codes/new/", views.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
]
