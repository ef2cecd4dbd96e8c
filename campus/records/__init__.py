"""The record store under the eyes of whoever runs the platform: lag, programs, statements."""
