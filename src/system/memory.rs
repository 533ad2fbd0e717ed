//! Memory that is free is given back to the system.
#![allow(unsafe_code, reason = "no library offers the call")]

/// Gives free memory back: reading and indexing leave much of it on the lists of each thread, for good.
pub fn give_back() {
    #[cfg(target_env = "gnu")]
    {
        unsafe extern "C" {
            fn malloc_trim(kept: usize) -> std::ffi::c_int;
        }
        // SAFETY: it takes no pointer and locks what it looks at; it is a function of this C library.
        unsafe { malloc_trim(0) };
    }
}
