"""LanguageTool's protocol, which office suites, CAT tools and editors speak already."""
