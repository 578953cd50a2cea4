def read_requests(paragraphs, *more):
    return ()
