namespace mou {}
