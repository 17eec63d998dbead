"""Tells the lines of an article from those of the page around it.

forms     what is compared: a line without width, case, script, glosses, bullets
cues      finds words in a whole text at once
rules     what a line says: phrases and patterns, from tables
pieces    how far the words of a line are words of pages
seen      a line as the judgement sees it; view makes it
cards     which lines are of stories beside the article, each with a stamp of when it appeared
body      which long lines are the article
lists     which short lines are a list of the article
headlines which of short lines together may be a headline
run       short lines together; runs finds them
topic     what the text is about, and which line is its headline
features  how a line looks, where it stands, what stands beside it
caution   what keeps a line from being judged, and what outweighs that
fates     lines that go together or stay together
thin      what may be an article without prose
outlook   what more there is to see of a line; trees says what that speaks for
judge     weighs all that: which lines go, and why
spans     page furniture glued to the text of a line
document  from a text to its edits
"""
