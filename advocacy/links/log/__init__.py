"""The visit log: files in which every process notes who followed a link before it answers; the loader brings them into the database."""
