/* iov_iter */
