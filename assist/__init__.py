"""`assist`: a live sidecar for Indonesian collection calls.

Audio stops at the edge: sources cut it into chunks, and `hearing` turns chunks into small immutable events (someone
began to speak, this is what was said, this is how it sounded). The core, `session.Session.feed(event)`, folds them into
signals, tips and their going away; it reads no clock and opens no file, so live, demo, replay and tests run the same
function. What it concludes goes to the overlay (`push`) and, with what was heard, to the store, from which the note
draft is written. Rules are data in `prompts/` that carry their own examples.
"""
