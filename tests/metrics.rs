//! The numbers of `/metrics`, as a program reads them (P8).
