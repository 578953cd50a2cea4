def read_decisions(paragraphs, *more):
    return ()
