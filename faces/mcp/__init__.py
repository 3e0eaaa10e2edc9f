"""Look-ups and checks for assistants (Model Context Protocol): answers that cite concepts, references and statuses."""
