"""Single sign-on by SAML: what the provider says is believed only where all of it is as it must be."""
