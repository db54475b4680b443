"""The life of a claim: drafted, proved, submitted, decided, and at last payable, rejected or lapsed."""
