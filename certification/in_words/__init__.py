"""Rules and answers in plain short sentences, in the language of the moment."""
