// bubble
