"""The rules that machines hold a lesson against; pure. `words` says each in words."""

ALT_MISSING = "alt_missing"
ALT_FILE_NAME = "alt_file_name"
CAPTIONS_MISSING = "captions_missing"
CAPTIONS_EMPTY = "captions_empty"
TRANSCRIPT_MISSING = "transcript_missing"
HEADING_EMPTY = "heading_empty"
HEADING_SKIPPED = "heading_skipped"
LINK_EMPTY = "link_empty"
LINK_VAGUE = "link_vague"
LINK_ADDRESS = "link_address"
TABLE_CAPTION = "table_caption"
TABLE_HEADER = "table_header"
CONTRAST = "contrast"
DOCUMENT_LANGUAGE = "document_language"
DOCUMENT_TITLE = "document_title"
ALL = (
    *(ALT_MISSING, ALT_FILE_NAME, CAPTIONS_MISSING, CAPTIONS_EMPTY, TRANSCRIPT_MISSING),
    *(HEADING_EMPTY, HEADING_SKIPPED, LINK_EMPTY, LINK_VAGUE, LINK_ADDRESS),
    *(TABLE_CAPTION, TABLE_HEADER, CONTRAST, DOCUMENT_LANGUAGE, DOCUMENT_TITLE),
)
