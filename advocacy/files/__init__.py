"""Pictures people bring: decoded, stripped, made anew in the sizes a page needs, and kept under names nobody can guess."""
