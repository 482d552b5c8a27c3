"""Recognisers and the catalogue of their models."""
