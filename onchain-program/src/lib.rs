//! Seedbound's on-chain program.
#![no_std]
