"""Where identity providers answer; by the names under which allauth looks for them.

allauth's own pages to connect and sign up are not mounted: who arrives is received by ourselves.
"""

from django.urls import path

from members.sign_on.views import protocol

urlpatterns = [
    path("oidc/<slug:provider_id>/", protocol.callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/acs/", protocol.acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/", protocol.finish_acs, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/abmelden/", protocol.sls, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadaten/", protocol.metadata, name="saml_metadata"),
]
