"""Words of weight: small in the text, grave for the reader. Negations, opposites, modal and operative verbs, kinds of States."""
