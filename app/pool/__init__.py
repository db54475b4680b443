"""The pool: regions and recognitions, providers and accreditations, instruments and their prices."""
