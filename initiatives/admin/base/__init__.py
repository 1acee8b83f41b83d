"""What every page of the admin is made of: who asks, who may, how a form reaches a service, how versions are shown."""
