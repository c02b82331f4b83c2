"""Tests of perfdesk.ui."""
