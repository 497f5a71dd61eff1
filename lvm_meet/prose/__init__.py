"""From heard words to written ones: sentences made clean, replies understood."""
