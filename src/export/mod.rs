//! A report or a list of items as a file to take away: one file a format, one table of formats. Texts only; who asked for
//! one writes it.
