"""Finding texts by what people type: plain words and pinyin initials. Knows no database."""
